package org.larmor.recon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.larmor.proto.TopicLayout;
import org.larmor.proto.Topics;

class TopicCopiesTest {
    private static final TopicLayout LAYOUT = Topics.DEFAULT.layouts().getFirst();

    @Test
    void theBrokersOwnNumbersAreNotNamed() {
        assertEquals(Optional.empty(), TopicCopies.BROKERS_OWN.factor());
        assertFalse(TopicCopies.BROKERS_OWN.settings(LAYOUT).containsKey("min.insync.replicas"));
    }

    @Test
    void othersAre() {
        TopicCopies copies = new TopicCopies(3, 2);
        assertEquals(Optional.of((short) 3), copies.factor());
        assertEquals("2", copies.settings(LAYOUT).get("min.insync.replicas"));
    }

    @Test
    void moreInSyncThanThereAreIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TopicCopies(2, 3));
        assertThrows(IllegalArgumentException.class, () -> new TopicCopies(-1, 0));
    }
}
