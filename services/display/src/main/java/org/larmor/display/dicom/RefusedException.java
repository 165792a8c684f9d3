package org.larmor.display.dicom;

import java.io.IOException;

/** A node's last word on an instance, or on us; the message is one line. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
