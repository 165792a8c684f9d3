package org.larmor.display.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tokens that open the page: a file of lines {@code NAME:ROLE:HASH}, in which no token can be read. A token is {@code
 * NAME.SECRET}. The file is read anew at every login, so who is struck out of it cannot log in any more.
 */
public final class TokenFile {
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_TOKEN = 256;
    private static final long LARGEST_FILE = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    public TokenFile(Path file) {
        this.file = file;
    }

    private record Line(Account account, Argon2 hash) {
        @Override
        public String toString() {
            return account.name() + ":" + account.role().label() + ":" + hash;
        }
    }

    /**
     * How many may log in.
     *
     * @throws IOException if the file cannot be used, in one line
     */
    public int size() throws IOException {
        return read().size();
    }

    /**
     * Who shows this token, if anybody does. Takes some tens of milliseconds, also where the name is not known.
     *
     * @throws IOException if the file cannot be used, in one line
     */
    public Optional<Account> check(String token) throws IOException {
        int dot = token.indexOf('.');
        if (dot < 1 || token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        String name = token.substring(0, dot);
        String secret = token.substring(dot + 1);
        Optional<Line> line =
                read().stream().filter(each -> each.account.name().equals(name)).findFirst();
        if (line.isEmpty()) {
            Argon2.of(secret, random);
            return Optional.empty();
        }
        return line.filter(each -> each.hash.matches(secret)).map(Line::account);
    }

    /**
     * Lets somebody in: the token that is returned is nowhere else.
     *
     * @throws IllegalArgumentException if the name is none
     * @throws IOException if it is there already, or the file cannot be used
     */
    public String add(String name, Account.Role role) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name '" + name + "' is not 1 to 64 of A-Z a-z 0-9 _ -");
        }
        List<Line> lines = Files.exists(file) ? read() : new ArrayList<>();
        if (lines.stream().anyMatch(line -> line.account.name().equals(name))) {
            throw new IOException(file + ": " + name + " has a token already; strike out his line for another");
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        lines.add(new Line(new Account(name, role), Argon2.of(text, random)));
        write(lines.stream().map(Line::toString).toList());
        return name + "." + text;
    }

    private void write(List<String> lines) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        Path whole = posix
                ? Files.createTempFile(
                        folder,
                        ".tokens",
                        "",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, ".tokens", "");
        Files.write(whole, lines);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<Line> read() throws IOException {
        if (!Files.isReadable(file) || Files.size(file) > LARGEST_FILE) {
            throw new IOException(file + ": there are no tokens that can be read");
        }
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            if (!text.isBlank() && !text.startsWith("#")) {
                lines.add(line(text, number));
            }
        }
        return lines;
    }

    private Line line(String text, int number) throws IOException {
        String[] parts = text.strip().split(":", -1);
        try {
            if (parts.length != 3 || !NAME.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException("it is not NAME:ROLE:HASH");
            }
            return new Line(new Account(parts[0], Account.Role.of(parts[1])), Argon2.parse(parts[2]));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
        }
    }
}
