/** The rules between modules and packages, and those that every source file and document keeps. */
@NullMarked
package org.larmor.architecture;

import org.jspecify.annotations.NullMarked;
