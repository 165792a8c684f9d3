package org.larmor.console.privacy;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What names a person or an examination in one header, to be looked for in the texts that would be sent. Found are whole
 * identifiers, however they are punctuated, and the words of which they are made; not a nickname, nor a name that the header
 * holds nowhere else.
 */
public final class Identifiers {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST_NAME = 2;
    private static final int SHORTEST_NUMBER = 4;

    private final Set<String> words = new HashSet<>();
    private final Set<String> wholes = new HashSet<>();

    /** These and what they are made of. */
    public Identifiers(Collection<String> identifiers) {
        for (String identifier : identifiers) {
            String whole = bare(identifier);
            if (whole.length() >= SHORTEST_NUMBER) {
                wholes.add(whole);
            }
            Arrays.stream(BETWEEN_WORDS.split(lower(identifier)))
                    .map(Identifiers::number)
                    .filter(Identifiers::isTelling)
                    .forEach(words::add);
        }
    }

    /** The text, or empty where it names somebody. */
    public String clean(String text) {
        return isIn(text) ? "" : text;
    }

    /** Whether a text names somebody. */
    public boolean isIn(String text) {
        String whole = bare(text);
        return wholes.stream().anyMatch(whole::contains)
                || Arrays.stream(BETWEEN_WORDS.split(lower(text)))
                        .map(Identifiers::number)
                        .anyMatch(words::contains);
    }

    /** A number is the same with zeros before it. */
    private static String number(String word) {
        return word.replaceFirst("^0+(?=\\d)", "");
    }

    private static boolean isTelling(String word) {
        boolean number = word.chars().allMatch(Character::isDigit);
        return word.length() >= (number ? SHORTEST_NUMBER : SHORTEST_NAME);
    }

    private static String bare(String text) {
        return Arrays.stream(BETWEEN_WORDS.split(lower(text))).collect(Collectors.joining());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
