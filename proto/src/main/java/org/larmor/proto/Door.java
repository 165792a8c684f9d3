package org.larmor.proto;

/** Checks of one record at the door; every refusal names the scan and the readout. */
record Door(String scanId, long sequence, WireLimits limits) {
    private static final int MAX_COUNTER = 65_535;

    Door at(long readout) {
        return new Door(scanId, readout, limits);
    }

    WireException refuse(String reason) {
        return new WireException(scanId, sequence, reason);
    }

    void require(boolean condition, String reason) throws WireException {
        if (!condition) {
            throw refuse(reason);
        }
    }

    /** A wire uint32 is signed in Java: whatever is too large for an int arrives negative and is refused here. */
    int range(String name, int value, int lowest, int highest) throws WireException {
        if (value < lowest || value > highest) {
            throw refuse(name + " " + Integer.toUnsignedString(value) + " is not within " + lowest + " to " + highest);
        }
        return value;
    }

    /** A counter of an MRD acquisition header: 16 bits. */
    int counter(String name, int value) throws WireException {
        return range(name, value, 0, MAX_COUNTER);
    }

    long count(String name, long value) throws WireException {
        if (value < 0) {
            throw refuse(name + " " + Long.toUnsignedString(value) + " is too large");
        }
        return value;
    }

    double positiveOrZero(String name, double value) throws WireException {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw refuse(name + " " + value + " is not a number from 0");
        }
        return value;
    }

    float finite(String name, float value) throws WireException {
        if (!Float.isFinite(value)) {
            throw refuse(name + " is " + value);
        }
        return value;
    }

    String text(String name, String value) throws WireException {
        if (value.length() > limits.textLength()) {
            throw refuse(
                    name + " has " + value.length() + " characters; at most " + limits.textLength() + " are taken");
        }
        return value;
    }

    /** The scan id itself, checked before anything else is read. */
    static String scanId(String value) throws WireException {
        if (!value.matches("[A-Za-z0-9._-]{1,128}")) {
            String shown = value.length() > 40 ? value.substring(0, 40) + "..." : value;
            throw new WireException(
                    "scan id '" + shown.replaceAll("\\p{Cntrl}", "?") + "' is not 1 to 128 of A-Z a-z 0-9 . _ -");
        }
        return value;
    }
}
