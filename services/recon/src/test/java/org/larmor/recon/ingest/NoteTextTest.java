package org.larmor.recon.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoteTextTest {
    @Test
    void givesBackWhatWasWritten() {
        for (Note note : List.of(
                new Note.Published(3, 1042, "image 0.0.1.2", "a-1"),
                new Note.Published(3, 1042, "frame 0.0.1.2-0.0.4.2@0.25", "a-1"),
                new Note.Finished(0, 7, "b.x_y", 99),
                new Note.Erased(1, 5, "image 0.0.0.0"),
                new Note.Erased(1, 5, ""))) {
            String key = NoteText.key("ward/2", note);
            assertEquals(Optional.of(note), NoteText.read("ward/2", key, NoteText.value(note)));
        }
    }

    @Test
    void canBeReadByAPerson() {
        Note note = new Note.Finished(3, 1042, "knee-7", 1300);
        assertEquals("larmor-recon/3/1042/", NoteText.key("larmor-recon", note));
        assertEquals("knee-7 done 1300", NoteText.value(note));
    }

    @Test
    void leavesOutWhatAnotherGroupOrAnotherToolNoted() {
        String key = NoteText.key("larmor", new Note.Finished(0, 7, "s", 9));
        assertEquals(Optional.empty(), NoteText.read("another", key, "s done 9"));
        assertEquals(Optional.empty(), NoteText.read("larmor", "hello", "s done 9"));
        assertEquals(Optional.empty(), NoteText.read("larmor", null, "s done 9"));
        assertEquals(Optional.empty(), NoteText.read("larmor", key, "hello"));
    }
}
