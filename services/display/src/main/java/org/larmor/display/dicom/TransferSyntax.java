package org.larmor.display.dicom;

/** The two ways of writing a data set that are written here; both little-endian, the first preferred. */
enum TransferSyntax {
    EXPLICIT("1.2.840.10008.1.2.1"),
    IMPLICIT("1.2.840.10008.1.2");

    private final String uid;

    TransferSyntax(String uid) {
        this.uid = uid;
    }

    String uid() {
        return uid;
    }
}
