package org.larmor.deploy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for; not a parser: Prometheus's own is asked by {@link AlertsTest}.
 *
 * @param figures names of the figures, with the values that their labels must have ({@code a|b} where several will do)
 * @param groups labels that its parts are told apart or matched by
 */
record Query(Map<String, Map<String, String>> figures, Set<String> groups) {
    private static final Pattern GROUPS =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*\\]");
    private static final Pattern FIGURE = Pattern.compile("\\b([a-z_][a-z0-9_]*)\\b(?!\\s*\\()\\s*(?:\\{([^}]*)\\})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*=~?\\s*\"([^\"]*)\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    static Query of(String expression) {
        Set<String> groups = new HashSet<>();
        GROUPS.matcher(expression)
                .results()
                .flatMap(found -> Arrays.stream(found.group(1).split(",")))
                .map(String::strip)
                .forEach(groups::add);
        String rest = RANGE.matcher(GROUPS.matcher(expression).replaceAll("")).replaceAll("");
        Map<String, Map<String, String>> figures = new TreeMap<>();
        FIGURE.matcher(rest)
                .results()
                .filter(found -> !WORDS.contains(found.group(1)))
                .forEach(found -> figures.computeIfAbsent(found.group(1), name -> new TreeMap<>())
                        .putAll(matchers(found)));
        return new Query(figures, groups);
    }

    private static Map<String, String> matchers(MatchResult figure) {
        Map<String, String> matchers = new TreeMap<>();
        String within = figure.group(2);
        if (within != null) {
            MATCHER.matcher(within).results().forEach(found -> matchers.put(found.group(1), found.group(2)));
        }
        return matchers;
    }
}
