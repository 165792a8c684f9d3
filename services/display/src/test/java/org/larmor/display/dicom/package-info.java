/** Tests of dicom. */
@NullMarked
package org.larmor.display.dicom;

import org.jspecify.annotations.NullMarked;
