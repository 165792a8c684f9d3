package org.larmor.models.tensor;

import java.util.regex.Pattern;

/** The device had not as much memory as a step needed. With fewer pictures at a time it may have. */
public final class OutOfDeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What PyTorch says of CUDA and of a CPU; it has no type for it. */
    private static final Pattern SAID =
            Pattern.compile("out of memory|can't allocate memory|CUBLAS_STATUS_ALLOC_FAILED", Pattern.CASE_INSENSITIVE);

    public OutOfDeviceMemoryException(Throwable cause) {
        super(line(cause), cause);
    }

    /** Whether that is what an exception of the engine, or one that caused it, means. */
    public static boolean isMeantBy(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof OutOfDeviceMemoryException
                    || SAID.matcher(String.valueOf(each.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }

    private static String line(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
