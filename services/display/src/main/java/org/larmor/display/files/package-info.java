/** Files that other programs read: NumPy, NIfTI, PNG, and the contact sheet for a person. Written whole or not at all. */
@NullMarked
package org.larmor.display.files;

import org.jspecify.annotations.NullMarked;
