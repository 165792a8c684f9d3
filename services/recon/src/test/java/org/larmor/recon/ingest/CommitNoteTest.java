package org.larmor.recon.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.larmor.recon.ingest.OffsetLedger.Finished;

class CommitNoteTest {
    @Test
    void givesBackWhatWasWrittenTheNewestFirst() {
        List<Finished> scans = List.of(new Finished("a-1", 12), new Finished("b.x_y", 900));
        assertEquals(scans.reversed(), CommitNote.read(CommitNote.write(scans)));
        assertEquals(List.of(), CommitNote.read(CommitNote.write(List.of())));
    }

    @Test
    void staysBelowTheBrokersLimitAndKeepsTheNewest() {
        List<Finished> many = IntStream.range(0, 1000)
                .mapToObj(i -> new Finished("scan-" + i, i))
                .toList();
        String note = CommitNote.write(many);
        assertTrue(note.length() <= 4096, "length " + note.length());
        assertTrue(CommitNote.read(note).contains(new Finished("scan-999", 999)));
    }

    @Test
    void takesANoteOfSomeoneElseForNone() {
        assertEquals(List.of(), CommitNote.read("written by another tool"));
    }
}
