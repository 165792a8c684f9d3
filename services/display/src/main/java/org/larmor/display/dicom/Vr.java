package org.larmor.display.dicom;

/** Value representations (PS3.5, 6.2): what pads a value to an even length, and how many characters each value may have. */
enum Vr {
    AE(' ', 16),
    CS(' ', 16),
    DA(' ', 8),
    DS(' ', 16),
    DT(' ', 26),
    IS(' ', 12),
    LO(' ', 64),
    LT(' ', 10_240),
    PN(' ', 64),
    SH(' ', 16),
    ST(' ', 1024),
    TM(' ', 14),
    UI('\0', 64),
    FD('\0', 0),
    FL('\0', 0),
    OB('\0', 0),
    OW('\0', 0),
    SQ('\0', 0),
    UL('\0', 0),
    US('\0', 0);

    private final char padding;
    private final int longest;

    Vr(char padding, int longest) {
        this.padding = padding;
        this.longest = longest;
    }

    byte padding() {
        return (byte) padding;
    }

    /** Characters of one value; 0 where values are no text. */
    int longest() {
        return longest;
    }

    /** Whether a backslash is a character of the text and does not part two values. */
    boolean isOneText() {
        return this == LT || this == ST;
    }

    /** Whether its length has four bytes in explicit syntax. */
    boolean isLong() {
        return this == OB || this == OW || this == SQ;
    }
}
