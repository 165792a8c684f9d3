package org.larmor.recon.ingest;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which offset of each partition may be committed: the first one that an unfinished scan still needs. Has no IO.
 *
 * <p>Records of scans that finished behind that offset would come again after a restart, without their header. So a commit
 * names those scans ({@link Commit#finished}), and they are left out when they come again.
 */
final class OffsetLedger {
    /** What is committed for a partition: where to go on, and scans that are done with although they lie behind it. */
    record Commit(long offset, List<Finished> finished) {
        Commit {
            finished = List.copyOf(finished);
        }
    }

    /** A scan that is done with, and the offset of its last record. */
    record Finished(String scanId, long lastOffset) {}

    private static final class Partition {
        private final Map<String, Long> unfinished = new HashMap<>();
        private final Map<String, Long> latest = new HashMap<>();
        private final Deque<Finished> finished = new ArrayDeque<>();
        private final Map<String, Long> ignored = new HashMap<>();
        private long next;
    }

    private final Map<Integer, Partition> partitions = new TreeMap<>();

    /** A partition is served from {@code offset} on, leaving out scans that were done before. */
    void assign(int partition, long offset, Collection<Finished> finished) {
        Partition fresh = new Partition();
        fresh.next = offset;
        finished.forEach(scan -> fresh.ignored.put(scan.scanId(), scan.lastOffset()));
        partitions.put(partition, fresh);
    }

    /** A partition is no longer served here. */
    void revoke(int partition) {
        partitions.remove(partition);
    }

    /** Notes a record; false if it belongs to a scan that was done with before. */
    boolean take(int partition, long offset, String scanId) {
        Partition at = partitions.computeIfAbsent(partition, p -> new Partition());
        at.next = Math.max(at.next, offset + 1);
        if (offset <= at.ignored.getOrDefault(scanId, -1L)) {
            return false;
        }
        if (!scanId.isEmpty()) {
            at.unfinished.putIfAbsent(scanId, offset);
            at.latest.put(scanId, offset);
        }
        return true;
    }

    /** The scan needs none of its records any more. */
    void finish(String scanId) {
        for (Partition at : partitions.values()) {
            Long latest = at.latest.remove(scanId);
            if (at.unfinished.remove(scanId) != null && latest != null) {
                at.finished.addLast(new Finished(scanId, latest));
            }
        }
    }

    /** What may be committed now, by partition. */
    Map<Integer, Commit> commits() {
        Map<Integer, Commit> commits = new TreeMap<>();
        partitions.forEach((partition, at) -> commits.put(partition, commit(at)));
        return commits;
    }

    private static Commit commit(Partition at) {
        long offset =
                at.unfinished.values().stream().mapToLong(Long::longValue).min().orElse(at.next);
        at.finished.removeIf(scan -> scan.lastOffset() < offset);
        return new Commit(offset, List.copyOf(at.finished));
    }
}
