package org.larmor.proto;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments of a .proto file, by the full name of what they stand above. For files without nested types, as ours are. */
final class SchemaComments {
    private static final Pattern TYPE = Pattern.compile("(?:message|enum) (\\w+) [{]");
    private static final Pattern MEMBER = Pattern.compile("(?:[\\w. ]+ )?(\\w+) = \\d+.*;");

    private SchemaComments() {}

    static Map<String, String> of(String proto, List<String> lines) {
        Map<String, String> comments = new HashMap<>();
        List<String> above = new ArrayList<>();
        String type = "";
        for (String raw : lines) {
            String line = raw.strip();
            if (line.startsWith("//")) {
                above.add(line.substring(2).strip());
                continue;
            }
            Matcher begun = TYPE.matcher(line);
            Matcher member = MEMBER.matcher(line);
            if (begun.matches()) {
                type = proto + "." + begun.group(1);
                comments.put(type, String.join(" ", above));
            } else if (member.matches() && !above.isEmpty()) {
                comments.put(type + "." + member.group(1), String.join(" ", above));
            }
            above.clear();
        }
        return comments;
    }
}
