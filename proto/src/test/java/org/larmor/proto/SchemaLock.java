package org.larmor.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The wire format as lines of text, and what may not happen to a line once it is there. */
final class SchemaLock {
    private SchemaLock() {}

    /** Full name of every field and enum value to its number, label and type. */
    static Map<String, String> describe(List<FileDescriptor> files) {
        Map<String, String> lines = new TreeMap<>();
        for (FileDescriptor file : files) {
            file.getMessageTypes().forEach(message -> describe(message, lines));
            file.getEnumTypes().forEach(values -> describe(values, lines));
        }
        return lines;
    }

    private static void describe(Descriptor message, Map<String, String> lines) {
        for (FieldDescriptor field : message.getFields()) {
            lines.put(field.getFullName(), field.getNumber() + " " + label(field) + type(field));
        }
        message.getNestedTypes().forEach(nested -> describe(nested, lines));
        message.getEnumTypes().forEach(nested -> describe(nested, lines));
    }

    private static void describe(EnumDescriptor values, Map<String, String> lines) {
        for (EnumValueDescriptor value : values.getValues()) {
            lines.put(values.getFullName() + "." + value.getName(), value.getNumber() + " value");
        }
    }

    private static String label(FieldDescriptor field) {
        return field.isRepeated() ? "repeated " : "";
    }

    private static String type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                field.getType().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** What was locked and is no longer so: removed, renumbered or retyped. */
    static List<String> broken(Map<String, String> locked, Map<String, String> now) {
        List<String> broken = new ArrayList<>();
        locked.forEach((name, was) -> {
            String is = now.get(name);
            if (is == null) {
                broken.add(name + " was removed (it was " + was + ")");
            } else if (!is.equals(was)) {
                broken.add(name + " changed from " + was + " to " + is);
            }
        });
        return broken;
    }
}
