package org.larmor.recon.ops;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BacklogTest {
    @Test
    void isFullFromItsLimitUntilHalfOfItHasDrained() {
        Backlog backlog = new Backlog(100);
        backlog.add(99);
        assertFalse(backlog.isFull());
        backlog.add(1);
        assertTrue(backlog.isFull());
        backlog.remove(49);
        assertTrue(backlog.isFull());
        backlog.remove(1);
        assertFalse(backlog.isFull());
        backlog.add(40);
        assertFalse(backlog.isFull());
    }
}
