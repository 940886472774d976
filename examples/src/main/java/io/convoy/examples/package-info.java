/** One small program per idea. The README shows what they do, and a test runs them. */
package io.convoy.examples;
