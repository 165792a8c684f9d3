package org.larmor.recon.ingest;

/** Nothing can be delivered any more and the service must end; the message is one line for a person. */
public final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
