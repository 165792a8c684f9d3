package org.larmor.models.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packages of a folder as they come, change and go. Whoever looks is told only what is new: so a broken package is tried once,
 * and again when it has changed.
 *
 * <p>Packages of other kinds than the one asked for are no changes. A package that is being written is left alone: after the first look one is read when it is the same at two looks in a row; one
 * is gone when it is missing at two in a row. Not thread-safe.
 */
public final class ZooWatch<P extends ZooPackage> {
    private final Path folder;
    private final Class<P> kind;
    private final Trust trust;
    private final Map<String, String> read = new HashMap<>();
    private Map<String, String> seen = new HashMap<>();
    private boolean first = true;

    public ZooWatch(Path folder, Class<P> kind) {
        this(folder, kind, Trust.standard());
    }

    /** Packages of those who are trusted. */
    public ZooWatch(Path folder, Class<P> kind, Trust trust) {
        this.folder = folder;
        this.kind = kind;
        this.trust = trust;
    }

    /** What became of a package since the look before. */
    public sealed interface Change<P extends ZooPackage> {
        /** There is a package, or another version of it, and its digest is right. */
        record Appeared<P extends ZooPackage>(P model) implements Change<P> {}

        /** There is a package that cannot be used; {@code reason} is one line that names it. */
        record Refused<P extends ZooPackage>(String name, String reason) implements Change<P> {}

        /** There is no such package any more. */
        record Gone<P extends ZooPackage>(String name) implements Change<P> {}
    }

    /**
     * Looks into the folder.
     *
     * @throws IOException if it cannot be listed; then nothing counts as changed
     */
    public List<Change<P>> look() throws IOException {
        Map<String, String> now = fingerprints();
        List<Change<P>> changes = new ArrayList<>();
        now.forEach((name, print) -> {
            if (!print.equals(read.get(name)) && (first || print.equals(seen.get(name)))) {
                read.put(name, print);
                change(name).ifPresent(changes::add);
            }
        });
        for (String name : gone(now.keySet())) {
            read.remove(name);
            changes.add(new Change.Gone<>(name));
        }
        seen = now;
        first = false;
        return changes;
    }

    private Set<String> gone(Set<String> now) {
        Set<String> gone = new HashSet<>(read.keySet());
        gone.removeAll(now);
        gone.removeAll(seen.keySet());
        return gone;
    }

    private Optional<Change<P>> change(String name) {
        try {
            ZooPackage found = PackageReader.read(folder.resolve(name), trust);
            return kind.isInstance(found) ? Optional.of(new Change.Appeared<>(kind.cast(found))) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Change.Refused<>(name, String.valueOf(e.getMessage())));
        }
    }

    /** Of each package by name: its files' names, sizes and times. */
    private Map<String, String> fingerprints() throws IOException {
        Map<String, String> prints = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return prints;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (Files.isRegularFile(entry.resolve(PackageReader.DESCRIPTION))) {
                    prints.put(String.valueOf(entry.getFileName()), fingerprint(entry));
                }
            }
        }
        return prints;
    }

    private static String fingerprint(Path entry) throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> inside = Files.list(entry)) {
            for (Path file : inside.filter(Files::isRegularFile).sorted().toList()) {
                files.add(file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return files.stream().collect(Collectors.joining("\n"));
    }
}
