/**
 * DICOM: MR images as Part 10 files, sent by C-STORE and STOW-RS. Written here because no Java library of DICOM is on Maven Central;
 * held against dcmtk, dicom3tools and pydicom.
 */
@NullMarked
package org.larmor.display.dicom;

import org.jspecify.annotations.NullMarked;
