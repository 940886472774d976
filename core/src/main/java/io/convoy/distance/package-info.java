/**
 * Distances between tables that need no plan: between fitted Gaussians, and along lines.
 *
 * <p>Both read each table once or a few times and see no pair of rows: {@link
 * io.convoy.distance.Gaussian} is one aggregate per side, {@link io.convoy.distance.SlicedDistance}
 * sorts projections. So they scale where transport does not, and bound it: the Gaussian one from
 * below for the squared cost, the sliced one likewise.
 */
package io.convoy.distance;
