package org.larmor.recon.ingest;

import java.util.List;
import java.util.regex.Pattern;
import org.larmor.recon.ingest.OffsetLedger.Finished;

/** The text beside a committed offset: scans that are done with although they lie behind it, newest kept. */
final class CommitNote {
    /** Below Kafka's default limit of 4096 bytes; scan ids are ASCII. */
    private static final int MOST = 4000;

    private static final Pattern SCAN = Pattern.compile("([A-Za-z0-9._-]{1,128})@([0-9]{1,18})");

    private CommitNote() {}

    static String write(List<Finished> finished) {
        StringBuilder note = new StringBuilder();
        for (int i = finished.size() - 1; i >= 0; i--) {
            String scan = finished.get(i).scanId() + "@" + finished.get(i).lastOffset();
            if (note.length() + scan.length() + 1 > MOST) {
                break;
            }
            note.append(note.isEmpty() ? "" : " ").append(scan);
        }
        return note.toString();
    }

    /** Whatever of the note is not of this form is left out: then those scans are only refused again. */
    static List<Finished> read(String note) {
        return SCAN.matcher(note)
                .results()
                .map(found -> new Finished(found.group(1), Long.parseLong(found.group(2))))
                .toList();
    }
}
