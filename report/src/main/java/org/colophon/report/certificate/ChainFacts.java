package org.colophon.report.certificate;

import org.colophon.core.ChainId;
import org.colophon.crypto.Hash;

/**
 * The chain.
 *
 * @param id its name
 * @param genesis SHA-256 of its genesis
 * @param quorum validators that must cosign
 */
public record ChainFacts(ChainId id, Hash genesis, int quorum) {}
