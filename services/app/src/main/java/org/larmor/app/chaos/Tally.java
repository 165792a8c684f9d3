package org.larmor.app.chaos;

import java.util.Map;
import java.util.TreeMap;
import org.larmor.core.domain.ImageIndex;

/** Which last pictures must come, and how often each has come. Safe for any thread. */
final class Tally {
    private record Key(String scanId, ImageIndex index) {}

    private static final class Entry {
        private boolean due;
        private int seen;
    }

    private final Map<Key, Entry> entries = new java.util.HashMap<>();
    private final Map<String, Integer> letters = new TreeMap<>();
    private long scans;
    private long awaited;

    /** Every record of this scan is with the broker: so each of its pictures must come. */
    synchronized void due(String scanId, Iterable<ImageIndex> images) {
        scans++;
        for (ImageIndex index : images) {
            Entry entry = entry(scanId, index);
            entry.due = true;
            awaited += entry.seen == 0 ? 1 : 0;
        }
    }

    synchronized void seen(String scanId, ImageIndex index) {
        Entry entry = entry(scanId, index);
        awaited -= entry.due && entry.seen == 0 ? 1 : 0;
        entry.seen++;
    }

    /** A dead letter, its numbers left out so that like ones are counted together. */
    synchronized void letter(String reason) {
        letters.merge(reason.replaceAll("[0-9a-f]{6,}|-?\\d+(\\.\\d+)?", "N"), 1, Integer::sum);
    }

    private Entry entry(String scanId, ImageIndex index) {
        return entries.computeIfAbsent(new Key(scanId, index), key -> new Entry());
    }

    /**
     * How it stands.
     *
     * @param scans whose every record was acknowledged
     * @param due last pictures of them
     * @param once of these, published once
     * @param lost of these, not published
     * @param twice pictures of any scan that were published more than once
     */
    record Standing(long scans, long due, long once, long lost, long twice) {
        boolean isRight() {
            return lost == 0 && twice == 0 && due > 0;
        }
    }

    /** Pictures that are due and have not come. */
    synchronized long awaited() {
        return awaited;
    }

    synchronized Standing standing() {
        long due = entries.values().stream().filter(entry -> entry.due).count();
        long once = entries.values().stream()
                .filter(entry -> entry.due && entry.seen == 1)
                .count();
        long lost = entries.values().stream()
                .filter(entry -> entry.due && entry.seen == 0)
                .count();
        long twice = entries.values().stream().filter(entry -> entry.seen > 1).count();
        return new Standing(scans, due, once, lost, twice);
    }

    /** Which are lost or came twice, a few of them, for a person. */
    synchronized java.util.List<String> wrong() {
        return entries.entrySet().stream()
                .filter(each -> each.getValue().due && each.getValue().seen == 0 || each.getValue().seen > 1)
                .limit(20)
                .map(each ->
                        each.getKey().scanId() + " " + each.getKey().index() + ": " + each.getValue().seen + " times")
                .toList();
    }

    synchronized Map<String, Integer> letters() {
        return new TreeMap<>(letters);
    }
}
