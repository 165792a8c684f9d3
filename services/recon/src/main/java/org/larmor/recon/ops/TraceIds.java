package org.larmor.recon.ops;

import java.util.LinkedHashMap;
import java.util.Map;

/** The traces of the scans of late: the one that was quiet longest is forgotten first. Thread-safe. */
public final class TraceIds {
    private static final int REMEMBERED = 4096;

    private final Map<String, String> traces = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A scan belongs to a trace; nothing changes where that is empty. */
    public synchronized void note(String scanId, String traceId) {
        if (!traceId.isEmpty()) {
            traces.put(scanId, traceId);
        }
    }

    /** The trace of a scan, or empty. */
    public synchronized String of(String scanId) {
        return traces.getOrDefault(scanId, "");
    }
}
