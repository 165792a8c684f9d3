package org.larmor.console.bridge;

import java.util.Arrays;
import java.util.Optional;

/** The messages of the MRD streaming protocol that the bridge knows; each begins with its number, two bytes. */
enum MessageId {
    CONFIG_NAME(1),
    CONFIG_TEXT(2),
    HEADER(3),
    CLOSE(4),
    TEXT(5),
    ACQUISITION(1008),
    IMAGE(1022),
    WAVEFORM(1026);

    private final int number;

    MessageId(int number) {
        this.number = number;
    }

    short number() {
        return (short) number;
    }

    static Optional<MessageId> of(int number) {
        return Arrays.stream(values()).filter(id -> id.number == number).findFirst();
    }
}
