package org.larmor.display.dicom;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends instances by C-STORE; one association for as long as there is something to send. */
public final class StoreScu implements InstanceSender {
    private static final Logger LOG = LoggerFactory.getLogger(StoreScu.class);
    private static final int OUT_OF_RESOURCES = 0xa7;
    private static final int WARNING = 0xb0;

    private final DicomAddress node;
    private final String title;
    private final Duration patience;
    private @Nullable Association association;

    /**
     * @param title our own application entity title, 1 to 16 characters
     * @param patience for the connection, for each answer, and for sending an instance
     */
    public StoreScu(DicomAddress node, String title, Duration patience) {
        if (!title.matches("[ -~&&[^\\\\]]{1,16}") || title.isBlank()) {
            throw new IllegalArgumentException("application entity title '" + title + "' is not 1 to 16 characters");
        }
        this.node = node;
        this.title = title;
        this.patience = patience;
    }

    @Override
    public void send(List<DicomInstance> instances) throws IOException {
        for (DicomInstance instance : instances) {
            try {
                judge(instance, store(instance));
            } catch (RefusedException e) {
                rest();
                throw new RefusedException(node + ": " + e.getMessage());
            } catch (IOException e) {
                cut();
                throw new IOException(node + ": " + e.getMessage(), e);
            }
        }
    }

    private Association.Response store(DicomInstance instance) throws IOException {
        Association open = association;
        if (open == null) {
            open = Association.open(node, title, instance.sopClass(), patience);
            association = open;
        }
        var late = CompletableFuture.runAsync(
                open::cut, CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return open.store(instance);
        } finally {
            late.cancel(false);
        }
    }

    private void judge(DicomInstance instance, Association.Response response) throws IOException {
        int status = response.status();
        if (status == 0) {
            return;
        }
        String told = String.format("status %04X", status)
                + (response.comment().isEmpty() ? "" : " (" + response.comment() + ")");
        switch (status >>> 8) {
            case WARNING -> LOG.warn("{} stored {} with a warning: {}", node, instance.uid(), told);
            case OUT_OF_RESOURCES -> throw new IOException("out of resources, " + told);
            default -> throw new RefusedException("refuses instance " + instance.uid() + ": " + told);
        }
    }

    private void cut() {
        if (association != null) {
            association.cut();
            association = null;
        }
    }

    @Override
    public void rest() {
        if (association != null) {
            association.close();
            association = null;
        }
    }

    @Override
    public String name() {
        return node.toString();
    }
}
