package org.larmor.app.commands;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.larmor.app.cli.Table;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.WireException;
import org.larmor.proto.WireLimits;
import org.larmor.recon.ops.DeadLetterTopic.Filed;

/** Dead letters as a person reads them. */
final class DeadLetterView {
    private static final int LINE = 16;
    private static final int REASON = 90;

    private DeadLetterView() {}

    static String table(List<Filed> found) {
        Table table = new Table("number", "time", "scan", "readout", "place");
        for (Filed filed : found) {
            DeadLetter letter = filed.letter();
            table.row(
                    String.valueOf(filed.number()),
                    time(letter),
                    letter.scanId().isEmpty() ? "-" : letter.scanId(),
                    letter.sequence() < 0 ? "-" : String.valueOf(letter.sequence()),
                    letter.partition() + "@" + letter.offset());
        }
        return found.isEmpty() ? "no dead letters\n" : withReasons(table, found);
    }

    /** The reasons stand to the right of the table, flush with its edge. */
    private static String withReasons(Table table, List<Filed> found) {
        List<String> lines = table.toString().lines().toList();
        StringBuilder text = new StringBuilder(lines.getFirst() + "  reason\n");
        for (int i = 0; i < found.size(); i++) {
            String reason = cut(found.get(i).letter().reason());
            text.append(lines.get(i + 1)).append("  ").append(reason).append('\n');
        }
        return text.toString();
    }

    private static String cut(String reason) {
        return reason.length() <= REASON ? reason : reason.substring(0, REASON - 3) + "...";
    }

    private static String time(DeadLetter letter) {
        return Instant.ofEpochMilli((long) letter.time())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** Where its record was. */
    static String place(DeadLetter letter) {
        return letter.topic() + "-" + letter.partition() + " offset " + letter.offset();
    }

    /** All but the bytes, by name. */
    static Map<String, Object> fields(Filed filed) {
        DeadLetter letter = filed.letter();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", filed.number());
        fields.put("time", time(letter));
        fields.put("scan", letter.scanId());
        fields.put("readout", letter.sequence());
        fields.put("reason", letter.reason());
        fields.put("topic", letter.topic());
        fields.put("partition", letter.partition());
        fields.put("offset", letter.offset());
        fields.put("bytes", letter.size());
        fields.put("trace", letter.traceId());
        return fields;
    }

    /** The same, what the record holds, and the record itself as far as it is known, in hexadecimal digits. */
    static Map<String, Object> fields(Filed filed, byte[] record) {
        Map<String, Object> fields = fields(filed);
        fields.put("holds", content(record));
        fields.put("record", HexFormat.of().formatHex(record));
        return fields;
    }

    /** @param record the record's value, as much of it as is known */
    static String page(Filed filed, byte[] record, int bytes) {
        StringBuilder page = new StringBuilder();
        fields(filed).forEach((name, value) -> page.append(String.format(Locale.ROOT, "%-10s %s%n", name, value)));
        page.append(String.format(Locale.ROOT, "%-10s %s%n", "holds", content(record)));
        hex(record, Math.min(bytes, record.length), page);
        return page.toString();
    }

    private static String content(byte[] record) {
        try {
            var decoded = ScanRecordCodec.decode(record, WireLimits.DEFAULT);
            StringBuilder content = new StringBuilder("of scan " + decoded.scanId() + ": ");
            decoded.events().forEach(event -> content.append(line(event)).append("; "));
            decoded.refused()
                    .forEach(refused -> content.append(refused.getMessage()).append("; "));
            return content.toString();
        } catch (WireException e) {
            return "what cannot be read: " + e.getMessage();
        }
    }

    private static String line(ScanEvent event) {
        return switch (event) {
            case ScanEvent.Started started ->
                "the header, " + started.header().coils() + " coils, "
                        + started.header().encoded().columns() + " x "
                        + started.header().encoded().rows();
            case ScanEvent.ReadoutArrived arrived -> line(arrived.readout());
            case ScanEvent.WaveformArrived waveform ->
                "waveform " + waveform.waveform().id();
            case ScanEvent.Ended ended -> "the end after " + ended.readouts() + " readouts";
            case ScanEvent.Aborted aborted -> "given up: " + aborted.reason();
        };
    }

    private static String line(Readout readout) {
        return "readout " + readout.sequence() + " (line " + readout.counters().step1() + ", slice "
                + readout.counters().slice() + ", " + readout.coils() + " coils x "
                + readout.window().count() + ")";
    }

    private static void hex(byte[] record, int bytes, StringBuilder page) {
        for (int from = 0; from < bytes; from += LINE) {
            StringBuilder text = new StringBuilder();
            page.append(String.format(Locale.ROOT, "%08x ", from));
            for (int i = from; i < from + LINE; i++) {
                page.append(i < bytes ? String.format(Locale.ROOT, " %02x", record[i]) : "   ");
                char c = i < bytes ? (char) (record[i] & 0xff) : ' ';
                text.append(c >= ' ' && c < 127 ? c : '.');
            }
            page.append("  ").append(text.toString().stripTrailing()).append(System.lineSeparator());
        }
        page.append(
                bytes < record.length ? "... " + (record.length - bytes) + " more bytes" + System.lineSeparator() : "");
    }
}
