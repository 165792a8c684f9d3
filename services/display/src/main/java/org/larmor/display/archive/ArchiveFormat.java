package org.larmor.display.archive;

/** What an archive is written as. */
public enum ArchiveFormat {
    /** ISMRMRD images, a file a scan. */
    MRD,
    /** NIfTI volumes, a file a series. */
    NIFTI,
    /** A grey picture an image, in a window of its own; deviations in colours. */
    PNG,
    /** A float32 array an image. */
    NPY,
    /** An MR Image Storage instance an image. */
    DICOM;

    /** Whether it holds a whole scan or series, and so is written when the scan is over. */
    boolean isOfScan() {
        return this == MRD || this == NIFTI;
    }
}
