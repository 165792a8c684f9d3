/** The vocabulary of a scan: what a scanner sends, what is reconstructed, and where it belongs. Sees only the JDK. */
@NullMarked
package org.larmor.core.domain;

import org.jspecify.annotations.NullMarked;
