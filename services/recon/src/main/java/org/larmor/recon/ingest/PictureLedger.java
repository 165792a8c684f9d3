package org.larmor.recon.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.larmor.recon.flow.Position;
import org.larmor.recon.ingest.MapNames.Made;

/**
 * Which offset of each partition of pictures may be committed: the first one that is still needed. Has no IO.
 *
 * <p>Pictures wait for others of their study long after a map was made of them, and come again after a restart. So a commit names those
 * maps, and they are not made again.
 */
final class PictureLedger {
    /** What is committed for a partition: where to go on, and maps that are made although their records lie behind it. */
    record Commit(long offset, List<Made> made) {
        Commit {
            made = List.copyOf(made);
        }
    }

    private static final class Partition {
        private final TreeSet<Long> needed = new TreeSet<>();
        private final List<Made> made = new ArrayList<>();
        private long next;
    }

    private final Map<Integer, Partition> partitions = new TreeMap<>();

    /** A partition is served from {@code offset} on; these maps are with the broker. */
    void assign(int partition, long offset, Collection<Made> made) {
        Partition fresh = new Partition();
        fresh.next = offset;
        fresh.made.addAll(made);
        partitions.put(partition, fresh);
    }

    /** A partition is no longer served here. */
    void revoke(int partition) {
        partitions.remove(partition);
    }

    /** A record was read; whether it is needed until it is released. */
    void take(Position at, boolean needed) {
        Partition partition = partitions.computeIfAbsent(at.partition(), p -> new Partition());
        partition.next = Math.max(partition.next, at.offset() + 1);
        if (needed) {
            partition.needed.add(at.offset());
        }
    }

    void release(Position at) {
        Partition partition = partitions.get(at.partition());
        if (partition != null) {
            partition.needed.remove(at.offset());
        }
    }

    /** A map made of these records is with the broker. */
    void made(String map, Collection<Position> of) {
        Map<Integer, Long> latest = new TreeMap<>();
        of.forEach(at -> latest.merge(at.partition(), at.offset(), Math::max));
        latest.forEach((number, offset) -> {
            Partition partition = partitions.get(number);
            if (partition != null) {
                partition.made.add(new Made(map, offset));
            }
        });
    }

    /** What may be committed now, by partition. */
    Map<Integer, Commit> commits() {
        Map<Integer, Commit> commits = new TreeMap<>();
        partitions.forEach((number, partition) -> {
            long offset = partition.needed.isEmpty() ? partition.next : partition.needed.first();
            partition.made.removeIf(map -> map.lastOffset() < offset);
            commits.put(number, new Commit(offset, partition.made));
        });
        return commits;
    }
}
