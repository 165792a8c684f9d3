package org.larmor.recon.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One partition as the {@link OffsetLedger} sees it while it is served here. */
final class Served {
    /** An unfinished scan. */
    static final class Scan {
        final long begin;
        final Set<String> published;
        /** Later offsets at which its name begins anew: another scan once this one has ended, or the same header again. */
        final TreeSet<Long> renewals = new TreeSet<>();

        long latest;
        boolean whole;

        Scan(long begin, Set<String> published) {
            this.begin = begin;
            this.latest = begin;
            this.published = new HashSet<>(published);
        }

        /** Offset of its last record, if it ended with the one at {@code reached}. */
        long last(long reached) {
            return Math.min(latest, reached);
        }
    }

    /** Pieces of a scan that was unfinished when the partition came here. */
    record Pieces(String scanId, Set<String> names) {}

    /** A finished scan. */
    private record Done(String scanId, long last) {}

    final int partition;
    final Map<String, Scan> open = new HashMap<>();
    final Map<Long, Long> held = new HashMap<>();
    final Map<Long, Pieces> before = new HashMap<>();
    final Map<Long, Done> finished = new LinkedHashMap<>();
    long committed;
    private final Map<String, Long> ignored = new HashMap<>();
    private final TreeSet<Long> handedOver = new TreeSet<>();
    private long next;

    Served(int partition, long offset) {
        this.partition = partition;
        this.next = offset;
        this.committed = offset;
    }

    void recall(Note note) {
        switch (note) {
            case Note.Published published ->
                before.computeIfAbsent(note.begin(), begin -> new Pieces(published.scanId(), new HashSet<>()))
                        .names()
                        .add(published.name());
            case Note.Finished done -> {
                finished.put(done.begin(), new Done(done.scanId(), done.last()));
                ignored.merge(done.scanId(), done.last(), Math::max);
                before.remove(done.begin());
            }
            case Note.Erased erased -> {
                if (erased.name().isEmpty()) {
                    finished.remove(erased.begin());
                } else if (before.get(erased.begin()) instanceof Pieces pieces) {
                    pieces.names().remove(erased.name());
                }
            }
        }
    }

    boolean take(long offset, String scanId, boolean begins, boolean ends) {
        next = Math.max(next, offset + 1);
        if (scanId.isEmpty()) {
            return true;
        }
        Long done = ignored.get(scanId);
        if (done != null && (offset <= done || !begins)) {
            return false;
        }
        ignored.remove(scanId);
        Scan scan = open.computeIfAbsent(scanId, id -> begin(offset));
        if (begins && offset > scan.begin) {
            scan.renewals.add(offset);
        }
        scan.latest = offset;
        scan.whole |= ends;
        return true;
    }

    private Scan begin(long offset) {
        Pieces pieces = before.get(offset);
        return new Scan(offset, pieces == null ? Set.of() : pieces.names());
    }

    /** The scan needs none of its records up to this one any more. */
    void finish(String scanId, long reached) {
        Scan scan = open.get(scanId);
        if (scan == null || scan.begin > reached) {
            return;
        }
        finished.put(scan.begin, new Done(scanId, scan.last(reached)));
        before.remove(scan.begin);
        open.remove(scanId);
        Long renewal = scan.renewals.higher(reached);
        if (renewal != null) {
            Scan another = begin(renewal);
            another.renewals.addAll(scan.renewals.tailSet(renewal, false));
            another.latest = scan.latest;
            open.put(scanId, another);
        }
    }

    Set<String> handOver() {
        Set<String> unread = new HashSet<>();
        open.forEach((scanId, scan) -> {
            if (!scan.whole) {
                unread.add(scanId);
                handedOver.add(scan.begin);
            }
        });
        open.keySet().removeAll(unread);
        return unread;
    }

    /** Where to go on, if these scans ended with the records at these offsets. */
    long offset(Map<String, Long> ended) {
        long offset = next;
        for (Map.Entry<String, Scan> each : open.entrySet()) {
            Long reached = ended.get(each.getKey());
            Scan scan = each.getValue();
            Long begin = reached == null ? Long.valueOf(scan.begin) : scan.renewals.higher(reached);
            offset = begin == null ? offset : Math.min(offset, begin);
        }
        for (long first : held.values()) {
            offset = Math.min(offset, first);
        }
        return handedOver.isEmpty() ? offset : Math.min(offset, handedOver.first());
    }

    /** Notes on finished scans that are not needed any more: behind the offset, and so many finished after them. */
    List<Note> forgettable(long offset, int remembered) {
        List<Note> needless = new ArrayList<>();
        int excess = finished.size() - remembered;
        for (Map.Entry<Long, Done> each : finished.entrySet()) {
            if (needless.size() >= excess) {
                break;
            }
            if (each.getValue().last() < offset) {
                needless.add(new Note.Erased(partition, each.getKey(), ""));
            }
        }
        return needless;
    }
}
