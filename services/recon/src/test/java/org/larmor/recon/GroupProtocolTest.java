package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.junit.jupiter.api.Test;

class GroupProtocolTest {
    @Test
    void theBrokerAssignsWhereItCan() {
        assertEquals(
                GroupProtocol.CONSUMER,
                GroupProtocol.of(Map.of("group.version", new FinalizedVersionRange((short) 0, (short) 1))));
    }

    @Test
    void aMemberAssignsWhereTheBrokerCannot() {
        assertEquals(
                GroupProtocol.CLASSIC,
                GroupProtocol.of(Map.of("group.version", new FinalizedVersionRange((short) 0, (short) 0))));
        assertEquals(GroupProtocol.CLASSIC, GroupProtocol.of(Map.of()));
    }

    @Test
    void whatIsConfiguredIsNotAskedFor() {
        assertEquals(GroupProtocol.CLASSIC, GroupProtocol.CLASSIC.on(Map.of("bootstrap.servers", "nowhere:1")));
    }

    @Test
    void isWrittenAndReadAsItIsCalled() {
        ReconConfig config = ReconConfigFile.parse("kafka: {groupProtocol: classic}");
        assertEquals(GroupProtocol.CLASSIC, config.kafka().groupProtocol());
        assertEquals(config, ReconConfigFile.parse(ReconConfigFile.write(config)));
    }
}
