package org.larmor.app.doctor;

/**
 * What was found at one place.
 *
 * @param subject what was looked at
 * @param detail how it is
 * @param remedy what to do, empty where all is well
 */
public record Finding(Level level, String subject, String detail, String remedy) {
    /** How bad it is. */
    public enum Level {
        OK,
        /** It works, and something about it is not as it should be. */
        WARNING,
        /** It does not work. */
        WRONG
    }

    static Finding ok(String subject, String detail) {
        return new Finding(Level.OK, subject, detail, "");
    }

    static Finding warning(String subject, String detail, String remedy) {
        return new Finding(Level.WARNING, subject, detail, remedy);
    }

    static Finding wrong(String subject, String detail, String remedy) {
        return new Finding(Level.WRONG, subject, detail, remedy);
    }
}
