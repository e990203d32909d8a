package io.footnote.serve.engine;

/** What every implementation of {@link FootnoteService} keeps. */
public interface FootnoteServiceContract
    extends SearchContract,
        ExplainContract,
        RerankContract,
        LexicalOnlyContract,
        AnsweringContract,
        ConversationContract,
        MemoryContract,
        TraceContract,
        LibraryContract,
        JobContract {}
