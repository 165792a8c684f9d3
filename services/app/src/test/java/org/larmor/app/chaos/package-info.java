/** The faults, the counting and the sums of {@code larmor chaos}, without a process. */
@org.jspecify.annotations.NullMarked
package org.larmor.app.chaos;
