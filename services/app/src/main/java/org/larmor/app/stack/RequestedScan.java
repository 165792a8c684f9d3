package org.larmor.app.stack;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ForwardingScan;
import org.larmor.console.ScanSource;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;

/** A scan with wishes: its header says in addition how it is to be reconstructed. */
public final class RequestedScan extends ForwardingScan {
    private final ScanHeader header;

    public RequestedScan(ScanSource source, List<UserParameter> wishes) {
        this(source, wishes, null);
    }

    /** @param study pseudonym of the study that it belongs to, or null for what the source says */
    public RequestedScan(ScanSource source, List<UserParameter> wishes, @Nullable String study) {
        super(source);
        ScanHeader wished = source.header().withParameters(wishes);
        this.header = study == null ? wished : wished.withStudy(study);
    }

    @Override
    public ScanHeader header() {
        return header;
    }

    @Override
    public Iterator<ScanEvent> events() {
        Iterator<ScanEvent> events = source.events();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return events.hasNext();
            }

            @Override
            public ScanEvent next() {
                ScanEvent event = events.next();
                return event instanceof ScanEvent.Started ? new ScanEvent.Started(header) : event;
            }
        };
    }
}
