package org.larmor.display.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PatientSenderTest {
    private final Queue<IOException> troubles = new ArrayDeque<>();
    private final List<Long> delays = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private int sent;

    @Test
    void triesAgainEverMoreSlowlyAndSaysSoTwice() throws Exception {
        for (int i = 0; i < 8; i++) {
            troubles.add(new IOException("no route"));
        }

        patient(20, true).send(List.of());

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), delays);
        assertEquals(List.of("not sent, trying again: no route", "node takes images again"), said);
        assertEquals(1, sent);
    }

    @Test
    void givesUpAfterAsManyRetriesAsItMay() {
        for (int i = 0; i < 4; i++) {
            troubles.add(new IOException("no route " + i));
        }

        IOException given =
                assertThrows(IOException.class, () -> patient(3, true).send(List.of()));

        assertEquals("given up after 3 retries: no route 3", given.getMessage());
        assertEquals(3, delays.size());
    }

    @Test
    void doesNotAskAgainWhoHasRefused() {
        troubles.add(new RefusedException("no"));

        assertThrows(RefusedException.class, () -> patient(3, true).send(List.of()));

        assertEquals(List.of(), delays);
    }

    @Test
    void endsWhenItIsNotWantedAnyMore() {
        troubles.add(new IOException("no route"));

        assertThrows(InterruptedIOException.class, () -> patient(3, false).send(List.of()));

        assertEquals(0, sent);
    }

    private PatientSender patient(int retries, boolean wanted) {
        InstanceSender node = new InstanceSender() {
            @Override
            public void send(List<DicomInstance> instances) throws IOException {
                IOException trouble = troubles.poll();
                if (trouble != null) {
                    throw trouble;
                }
                sent++;
            }

            @Override
            public String name() {
                return "node";
            }
        };
        return new PatientSender(node, retries, time -> delays.add(time.toSeconds()) && wanted, said::add);
    }
}
