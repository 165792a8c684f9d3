package org.larmor.recon.synthesise;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.larmor.core.domain.ImageIndex;

/**
 * The cines of the running scans, and which of them is next: they take turns. Bounded by {@link SynthesisSettings#bytes}: the
 * largest cine gives up its synthesis where that is passed. Has no thread and no clock; used by one thread at a time.
 */
final class Cines {
    private record Key(String scanId, ImageIndex slice) {}

    private final SynthesisSettings settings;
    private final Map<Key, Cine> cines = new LinkedHashMap<>();

    Cines(SynthesisSettings settings) {
        this.settings = settings;
    }

    /** Takes the last picture of an image; whether it belongs to a cine. */
    boolean offer(Measured phase) {
        Key key = new Key(phase.header().scanId(), phase.slice());
        Cine cine = cines.get(key);
        if (cine == null) {
            CineWish wish = CineWish.of(phase.header(), settings, phase.seed());
            if (!wish.isCine()) {
                return false;
            }
            cine = new Cine(wish);
            cines.put(key, cine);
        }
        cine.add(phase);
        keepBounds();
        return true;
    }

    private void keepBounds() {
        while (bytes() > settings.bytes()) {
            Optional<Cine> largest = cines.values().stream()
                    .filter(cine -> cine.fault().isEmpty())
                    .max(Comparator.comparingLong(Cine::bytes));
            if (largest.isEmpty()) {
                return;
            }
            largest.get().giveUp("its phases wait in more than " + (settings.bytes() >> 20) + " MiB of memory");
        }
    }

    /**
     * What is to be done next; the cine that it belongs to goes behind the others.
     *
     * @param busy nothing can be synthesised now, only handed on
     */
    Optional<CineJob> next(boolean busy) {
        for (Map.Entry<Key, Cine> each : cines.entrySet()) {
            Optional<CineJob> job = each.getValue().next(busy);
            if (job.isPresent()) {
                cines.remove(each.getKey());
                cines.put(each.getKey(), each.getValue());
                return job;
            }
        }
        return Optional.empty();
    }

    /** Nobody waits for this scan any more. */
    void forget(String scanId) {
        cines.keySet().removeIf(key -> key.scanId().equals(scanId));
    }

    /** Whether somebody waits for this cine: its scan may have been forgotten, and begun again. */
    boolean hold(Cine cine) {
        return cines.containsValue(cine);
    }

    long bytes() {
        return cines.values().stream().mapToLong(Cine::bytes).sum();
    }
}
