/**
 * What a run leaves so that another can go on from it: numbers in files of any Hadoop file system.
 *
 * <p>The newest snapshot that is whole wins; damage is found by checksums and costs one save. Files
 * are read as numbers and text and never as objects, so a forged one runs no code. What cannot be
 * read now, but may be later, is an error and no reason to start anew.
 *
 * <p>One process at a time may write to a directory; who may is for the caller to say.
 */
package io.convoy.spark.checkpoint;
