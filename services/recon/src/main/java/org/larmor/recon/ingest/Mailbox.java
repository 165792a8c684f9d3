package org.larmor.recon.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.larmor.recon.flow.Result;
import org.larmor.recon.flow.Results;

/**
 * What the steps of the service tell the poll loop, which empties it between two polls. Bounded by its senders: a lane makes no
 * further picture before its last one is published.
 */
public final class Mailbox implements Results {
    /** A result, and who waits for it. */
    record Letter(Result result, CompletableFuture<Boolean> answer) {
        long bytes() {
            return result.value().length;
        }
    }

    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final Queue<String> gone = new ConcurrentLinkedQueue<>();
    private final Queue<Long> settled = new ConcurrentLinkedQueue<>();
    private volatile Map<String, Set<String>> publishedBefore = Map.of();

    @Override
    public CompletionStage<Boolean> publish(Result result) {
        Letter letter = new Letter(result, new CompletableFuture<>());
        letters.add(letter);
        return letter.answer();
    }

    @Override
    public boolean isPublished(String scanId, String name) {
        return publishedBefore.getOrDefault(scanId, Set.of()).contains(name);
    }

    @Override
    public void gone(String scanId) {
        gone.add(scanId);
    }

    void settled(long batch) {
        settled.add(batch);
    }

    List<Letter> letters() {
        return drained(letters);
    }

    /** Tells the ledger what was heard, and what it knows to whoever asks. */
    void exchange(OffsetLedger ledger) {
        drained(gone).forEach(ledger::gone);
        drained(settled).forEach(ledger::settled);
        publishedBefore = ledger.publishedBefore();
    }

    private static <T> List<T> drained(Queue<T> queue) {
        List<T> all = new ArrayList<>();
        for (T each = queue.poll(); each != null; each = queue.poll()) {
            all.add(each);
        }
        return all;
    }
}
