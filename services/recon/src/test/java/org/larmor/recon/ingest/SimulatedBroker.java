package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.larmor.recon.flow.Result;

/** What a broker keeps: logs, offsets, notes, what was published, who serves which partition. A transaction is one call. */
final class SimulatedBroker {
    static final String TOPIC = "readouts";
    final List<List<ConsumerRecord<byte[], byte[]>>> logs = new ArrayList<>();
    final List<List<Note>> notes = new ArrayList<>();
    final long[] committed;
    final int[] owners;
    final Map<String, Integer> published = new TreeMap<>();
    final Map<String, String> values = new TreeMap<>();
    private int generation;

    SimulatedBroker(int partitions) {
        committed = new long[partitions];
        owners = new int[partitions];
        for (int i = 0; i < partitions; i++) {
            logs.add(new ArrayList<>());
            notes.add(new ArrayList<>());
        }
    }

    void append(String scanId, byte[] value) {
        int partition = Math.floorMod(scanId.hashCode(), logs.size());
        var log = logs.get(partition);
        log.add(new ConsumerRecord<>(TOPIC, partition, log.size(), scanId.getBytes(UTF_8), value));
    }

    /** Gives a partition to somebody else; whoever has not heard of it is a zombie from now on. */
    void give(int partition, int worker) {
        if (owners[partition] != worker) {
            owners[partition] = worker;
            generation++;
        }
    }

    int generation() {
        return generation;
    }

    /** All of it, or nothing where the group has changed since. */
    boolean commit(Plan plan, int asOf) {
        if (asOf != generation) {
            return false;
        }
        for (Result result : plan.said()) {
            if (result instanceof Result.Piece piece) {
                String name = piece.scanId() + " " + piece.name();
                published.merge(name, 1, Integer::sum);
                values.put(name, new String(piece.value(), UTF_8));
            }
        }
        plan.notes().forEach(note -> notes.get(note.partition()).add(note));
        plan.offsets().forEach((partition, offset) -> committed[partition] = offset);
        return true;
    }
}
