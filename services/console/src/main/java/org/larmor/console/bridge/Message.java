package org.larmor.console.bridge;

/** One message of a client. */
sealed interface Message {
    /** The name of a configuration: how the scan is to be reconstructed. */
    record ConfigName(String name) implements Message {}

    /** The same as text. */
    record ConfigText(String text) implements Message {}

    /** The MRD header of the scan, XML. */
    record Header(String xml) implements Message {}

    /** Nothing more will come. */
    record Close() implements Message {}

    /** Whatever the client wants to say; parameters where it is JSON. */
    record Text(String text) implements Message {}

    /** One readout, as it was measured. */
    record Acquired(Acquisition acquisition) implements Message {}

    /** A piece of a waveform. */
    record WaveformPiece(org.larmor.core.domain.Waveform waveform) implements Message {}

    /** A picture; it was passed over. */
    record Picture() implements Message {}
}
