package org.larmor.models.tensor;

/** PyTorch or the wished device cannot be used on this machine; the message is one line that says why. */
public final class TorchUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TorchUnavailableException(String message) {
        super(message);
    }

    TorchUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
