package org.larmor.recon.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.larmor.recon.flow.Result;
import org.larmor.recon.ingest.Plan.Fate;

/**
 * What has been said of which scan, and from which offset each partition is still needed. Decides what one transaction holds
 * ({@link #plan}) and takes note of it once that is with the broker ({@link #said}). Has no IO, no thread and no clock.
 *
 * <p>The offset of a partition is the first one that an unfinished scan, or a batch that is still being assembled, needs. What has
 * come of the records behind it is in {@link Note}s: pieces of unfinished scans, and finished scans. So whoever serves the partition
 * next reads every record of each unfinished scan again, leaves out the finished ones, and says no piece a second time.
 */
public final class OffsetLedger {
    private final int remembered;
    private final Map<Integer, Served> partitions = new TreeMap<>();
    private final Map<String, Integer> leaving = new HashMap<>();

    public OffsetLedger() {
        this(1024);
    }

    /** @param remembered finished scans that a partition keeps in mind though their records are not needed any more */
    OffsetLedger(int remembered) {
        this.remembered = remembered;
    }

    /** A partition is served from this offset on; {@code notes} are all that were made of it, in their order. */
    public void assign(int partition, long offset, Collection<Note> notes) {
        Served served = new Served(partition, offset);
        notes.forEach(served::recall);
        partitions.put(partition, served);
    }

    /**
     * A partition is no longer served here: gives its unfinished scans. Until {@link #gone} was told of each, the partition
     * {@link #isLeaving}.
     */
    public Set<String> revoke(int partition) {
        Served served = partitions.remove(partition);
        Set<String> scans = served == null ? Set.of() : Set.copyOf(served.open.keySet());
        scans.forEach(scanId -> leaving.put(scanId, partition));
        return scans;
    }

    /** No more comes of a scan that was on a partition that is no longer served. */
    public void gone(String scanId) {
        leaving.remove(scanId);
    }

    /** Whether something may still come of what the partition held before: then it must not be read. */
    public boolean isLeaving(int partition) {
        return leaving.containsValue(partition);
    }

    /** Leaves the scans whose end has not been read to whoever comes next, and gives them. */
    public Set<String> handOver() {
        Set<String> all = new HashSet<>();
        partitions.values().forEach(served -> all.addAll(served.handOver()));
        return all;
    }

    /**
     * Notes a record; false if it belongs to a scan that was done with before and is to be left out.
     *
     * @param scanId its scan, or empty
     * @param begins it is the scan's first
     * @param ends it is the scan's last
     */
    public boolean take(int partition, long offset, String scanId, boolean begins, boolean ends) {
        return served(partition).take(offset, scanId, begins, ends);
    }

    /** These records are being assembled: until {@link #settled}, no offset goes past the first of them on its partition. */
    public void hold(long batch, Map<Integer, Long> first) {
        first.forEach((partition, offset) -> served(partition).held.put(batch, offset));
    }

    /** All that was to be said of a batch's records, except of their scans' results, is with the broker. */
    public void settled(long batch) {
        partitions.values().forEach(served -> served.held.remove(batch));
    }

    /** Pieces of a scan that were published before it was begun again. */
    public Map<String, Set<String>> publishedBefore() {
        Map<String, Set<String>> before = new HashMap<>();
        partitions
                .values()
                .forEach(served -> served.before.forEach(
                        (begin, pieces) -> before.merge(pieces.scanId(), pieces.names(), OffsetLedger::both)));
        return before;
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.addAll(others);
        return both;
    }

    /** Whether a scan whose end has been read is unfinished. */
    public boolean hasWhole() {
        return partitions.values().stream()
                .flatMap(served -> served.open.values().stream())
                .anyMatch(scan -> scan.whole);
    }

    /** Whether nothing is under way. */
    public boolean isIdle() {
        return partitions.values().stream().allMatch(served -> served.open.isEmpty() && served.held.isEmpty());
    }

    /** The next plan holds the offset of every partition, whether or not it has changed. */
    public void repeatOffsets() {
        partitions.values().forEach(served -> served.committed = -1);
    }

    /** What the next transaction is to hold of these results. */
    public Plan plan(List<Result> results) {
        Draft draft = new Draft();
        for (Result result : results) {
            if (!draft.add(result)) {
                break;
            }
        }
        return draft.plan();
    }

    /** The transaction is with the broker. */
    public void said(Plan plan) {
        for (Result result : plan.said()) {
            switch (result) {
                case Result.Piece piece ->
                    owner(piece.scanId())
                            .ifPresent(owner -> owner.scan().published.add(piece.name()));
                case Result.End end ->
                    owner(end.scanId()).ifPresent(owner -> owner.served().finish(end.scanId(), owner.reached(end)));
            }
        }
        plan.notes().forEach(note -> {
            if (note instanceof Note.Erased erased && partitions.get(erased.partition()) instanceof Served served) {
                served.finished.remove(erased.begin());
            }
        });
        plan.offsets().forEach((partition, offset) -> {
            if (partitions.get(partition) instanceof Served served) {
                served.committed = offset;
            }
        });
    }

    private Served served(int partition) {
        return partitions.computeIfAbsent(partition, p -> new Served(p, 0));
    }

    private record Owner(Served served, Served.Scan scan) {
        long reached(Result.End end) {
            return end.assembled().getOrDefault(served.partition, -1L);
        }
    }

    private Optional<Owner> owner(String scanId) {
        for (Served served : partitions.values()) {
            Served.Scan scan = served.open.get(scanId);
            if (scan != null) {
                return Optional.of(new Owner(served, scan));
            }
        }
        return Optional.empty();
    }

    /** A plan in the making: the ledger itself does not change before the broker has it. */
    private final class Draft {
        private final List<Plan.Step> steps = new ArrayList<>();
        private final Map<Served.Scan, Set<String>> pieces = new HashMap<>();
        private final Map<String, Long> ended = new HashMap<>();
        private final Set<Served> touched = new LinkedHashSet<>();
        private final List<Note> notes = new ArrayList<>();

        /** False if it must wait: it may belong to the next scan of a name whose last one ends in this transaction. */
        boolean add(Result result) {
            if (ended.containsKey(result.scanId())) {
                return false;
            }
            Fate fate = owner(result.scanId()).map(owner -> fate(result, owner)).orElse(Fate.LEFT_OUT);
            steps.add(new Plan.Step(result, fate));
            return true;
        }

        private Fate fate(Result result, Owner owner) {
            return switch (result) {
                case Result.Piece piece -> piece(piece, owner);
                case Result.End end -> end(end, owner);
            };
        }

        private Fate piece(Result.Piece piece, Owner owner) {
            Set<String> fresh = pieces.computeIfAbsent(owner.scan(), scan -> new LinkedHashSet<>());
            if (owner.scan().published.contains(piece.name()) || !fresh.add(piece.name())) {
                return Fate.REPEATED;
            }
            touched.add(owner.served());
            return Fate.SAID;
        }

        private Fate end(Result.End end, Owner owner) {
            long reached = owner.reached(end);
            if (owner.scan().begin > reached) {
                return Fate.LEFT_OUT;
            }
            touched.add(owner.served());
            ended.put(end.scanId(), reached);
            return Fate.SAID;
        }

        Plan plan() {
            Map<Integer, Long> offsets = new HashMap<>();
            for (Served served : partitions.values()) {
                long offset = served.offset(ended);
                if (touched.contains(served) || offset != served.committed) {
                    offsets.put(served.partition, offset);
                }
                served.open.forEach((scanId, scan) -> note(served, scanId, scan));
                notes.addAll(served.forgettable(offset, remembered));
            }
            return new Plan(steps, notes, offsets);
        }

        private void note(Served served, String scanId, Served.Scan scan) {
            Long reached = ended.get(scanId);
            if (reached != null) {
                notes.add(new Note.Finished(served.partition, scan.begin, scanId, scan.last(reached)));
                scan.published.forEach(name -> notes.add(new Note.Erased(served.partition, scan.begin, name)));
            } else {
                pieces.getOrDefault(scan, Set.of())
                        .forEach(name -> notes.add(new Note.Published(served.partition, scan.begin, name, scanId)));
            }
        }
    }
}
