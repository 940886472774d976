/**
 * Which data row is trained with which noise: couplings of small batches for flows and diffusion.
 *
 * <p>A {@link io.convoy.pairing.PairingRule} gives every row of a batch one {@linkplain
 * io.convoy.pairing.Partners partner}, Gaussian noise drawn from the row's own seed or a row of
 * another table, or weighs the pair it has. Batches know nothing of each other, so any number of
 * them is paired side by side, and a row's noise depends on its id alone.
 */
package io.convoy.pairing;
