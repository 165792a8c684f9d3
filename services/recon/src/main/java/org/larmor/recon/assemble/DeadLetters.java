package org.larmor.recon.assemble;

import java.util.Arrays;
import java.util.List;
import org.larmor.core.domain.DeadLetter;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Position;

/** Writes the dead letters of one scan, up to a limit. */
final class DeadLetters {
    private final AssembleSettings settings;
    private int written;

    DeadLetters(AssembleSettings settings) {
        this.settings = settings;
    }

    List<Outcome> poison(Arrival.Poison poison) {
        return write(poison.scanId(), poison.sequence(), poison.reason(), poison);
    }

    /** @param sequence number of the readout that is refused, or -1 for the record */
    List<Outcome> write(String scanId, long sequence, String reason, Arrival.OfRecord from) {
        if (written >= settings.deadLettersPerScan()) {
            return List.of();
        }
        written++;
        byte[] record = from.record();
        Position position = from.position();
        return List.of(new Outcome.Refused(new DeadLetter(
                scanId,
                sequence,
                reason,
                position.topic(),
                position.partition(),
                position.offset(),
                Arrays.copyOf(record, Math.min(record.length, settings.deadLetterBytes())),
                from.time(),
                record.length,
                from.traceId())));
    }
}
