package org.larmor.recon.assemble;

import java.util.Arrays;
import java.util.List;
import org.larmor.core.domain.DeadLetter;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Position;

/** Writes the dead letters of one scan, up to a limit, and counts the readouts that could not be read. */
final class DeadLetters {
    private final AssembleSettings settings;
    private int written;
    private long poisoned;

    DeadLetters(AssembleSettings settings) {
        this.settings = settings;
    }

    /** Readouts that could not be read and so never reached the assembler. */
    long poisoned() {
        return poisoned;
    }

    List<Outcome> poison(Arrival.Poison poison) {
        poisoned += poison.sequence() < 0 ? 0 : 1;
        return write(
                poison.scanId(), poison.sequence(), poison.reason(), poison.position(), poison.record(), poison.time());
    }

    List<Outcome> write(String scanId, long sequence, String reason, Position position, byte[] record, double time) {
        if (written >= settings.deadLettersPerScan()) {
            return List.of();
        }
        written++;
        byte[] cut = Arrays.copyOf(record, Math.min(record.length, settings.deadLetterBytes()));
        return List.of(new Outcome.Refused(new DeadLetter(
                scanId, sequence, reason, position.topic(), position.partition(), position.offset(), cut, time)));
    }
}
