package org.larmor.core.assembly;

import java.util.LinkedHashSet;
import java.util.Set;
import org.larmor.core.domain.Waveform;

/** The latest pieces of a scan's waveforms: they carry no number, so what is sent again is told by its kind and beginning. */
final class SeenWaveforms {
    private static final int REMEMBERED = 4096;

    private record Piece(int id, long start) {}

    private final Set<Piece> seen = new LinkedHashSet<>();

    /** False if this piece was here among the latest {@value #REMEMBERED}. */
    boolean isNew(Waveform waveform) {
        if (!seen.add(new Piece(waveform.id(), waveform.startStamp()))) {
            return false;
        }
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.iterator().next());
        }
        return true;
    }
}
