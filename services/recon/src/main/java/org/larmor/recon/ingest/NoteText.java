package org.larmor.recon.ingest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Notes as keys and values of the progress topic, which a person can read. */
public final class NoteText {
    /** group / partition / begin / name. */
    private static final Pattern KEY = Pattern.compile("(.*)/(\\d{1,9})/(\\d{1,18})/([^/]*)", Pattern.DOTALL);

    private static final Pattern FINISHED = Pattern.compile("(.*) done (\\d{1,18})", Pattern.DOTALL);

    private NoteText() {}

    public static String key(String group, Note note) {
        return group + "/" + note.partition() + "/" + note.begin() + "/" + note.name();
    }

    /** Null where the topic is to forget what it has under the key. */
    public static @Nullable String value(Note note) {
        return switch (note) {
            case Note.Published published -> published.scanId();
            case Note.Finished finished -> finished.scanId() + " done " + finished.last();
            case Note.Erased erased -> null;
        };
    }

    /** The note, empty if it is another group's or nobody's. */
    public static Optional<Note> read(String group, @Nullable String key, @Nullable String value) {
        Matcher named = KEY.matcher(key == null ? "" : key);
        if (!named.matches() || !named.group(1).equals(group)) {
            return Optional.empty();
        }
        int partition = Integer.parseInt(named.group(2));
        long begin = Long.parseLong(named.group(3));
        String name = named.group(4);
        if (value == null) {
            return Optional.of(new Note.Erased(partition, begin, name));
        }
        if (!name.isEmpty()) {
            return Optional.of(new Note.Published(partition, begin, name, value));
        }
        Matcher finished = FINISHED.matcher(value);
        return finished.matches()
                ? Optional.of(new Note.Finished(partition, begin, finished.group(1), Long.parseLong(finished.group(2))))
                : Optional.empty();
    }
}
