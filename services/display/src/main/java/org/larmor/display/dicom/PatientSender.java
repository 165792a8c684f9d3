package org.larmor.display.dicom;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Sends again what could not be sent, after 1, 2, 4, ... seconds, a minute at most, so many times; says so once, and once when it went. */
public final class PatientSender implements InstanceSender {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final InstanceSender sender;
    private final int retries;
    private final Pause pause;
    private final Consumer<String> say;

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        /** Whether we are still wanted afterwards. */
        boolean of(Duration time) throws InterruptedException;
    }

    /** @param say takes one line for a person */
    public PatientSender(InstanceSender sender, int retries, Pause pause, Consumer<String> say) {
        this.sender = sender;
        this.retries = retries;
        this.pause = pause;
        this.say = say;
    }

    @Override
    public void send(List<DicomInstance> instances) throws IOException {
        Duration delay = FIRST;
        for (int attempt = 0; ; attempt++) {
            try {
                sender.send(instances);
                if (attempt > 0) {
                    say.accept(sender.name() + " takes images again");
                }
                return;
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == retries) {
                    throw new IOException("given up after " + retries + " retries: " + e.getMessage(), e);
                }
                if (attempt == 0) {
                    say.accept("not sent, trying again: " + e.getMessage());
                }
            }
            waitFor(delay);
            delay = delay.multipliedBy(2).compareTo(LONGEST) < 0 ? delay.multipliedBy(2) : LONGEST;
        }
    }

    private void waitFor(Duration delay) throws InterruptedIOException {
        try {
            if (!pause.of(delay)) {
                throw new InterruptedIOException("ended before " + sender.name() + " took the image");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before " + sender.name() + " took the image");
        }
    }

    @Override
    public void rest() {
        sender.rest();
    }

    @Override
    public String name() {
        return sender.name();
    }

    @Override
    public void close() {
        sender.close();
    }
}
