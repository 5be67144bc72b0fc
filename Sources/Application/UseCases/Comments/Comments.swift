package import Procurement
import ProcurementStore

/// Writes a comment that supplier and customer both read. Whoever may see the document may, once the supplier knows of it.
package struct WriteComment: Command {
    package static let access = Access.signedIn("comments.write")
    package static let changesSetUp = false
    package var document: CommentedDocument
    package var text: String

    package init(on document: CommentedDocument, _ text: String) {
        self.document = document
        self.text = text
    }

    package func perform(in work: UnitOfWork) throws -> SharedPost {
        try work.demandVisible(document)
        try work.demandShared(document)
        return try work.share(text, on: document, by: .colleague(try work.colleague()), channel: work.commentChannel)
    }
}

/// Writes a comment that only our own people read.
package struct WriteInternalComment: Command {
    package static let access = Access.signedIn("comments.write")
    package static let changesSetUp = false
    package var document: CommentedDocument
    package var text: String

    package init(on document: CommentedDocument, _ text: String) {
        self.document = document
        self.text = text
    }

    package func perform(in work: UnitOfWork) throws -> InternalPost {
        try work.demandVisible(document)
        return try work.tellColleagues(text, on: document, by: try work.colleague(), channel: work.commentChannel)
    }
}

/// What both sides read about a document, newest first.
package struct ListComments: Query {
    package static let access = Access.signedIn("comments.read")
    package var document: CommentedDocument
    package var page: PageRequest

    package init(on document: CommentedDocument, page: PageRequest = PageRequest()) {
        self.document = document
        self.page = page
    }

    package func answer(in view: View) throws -> Page<SharedPost> {
        try view.demandVisible(document)
        return try view.store.sharedPosts(of: document, page)
    }
}

/// What our own people wrote to each other about a document, newest first.
package struct ListInternalComments: Query {
    package static let access = Access.signedIn("comments.read")
    package var document: CommentedDocument
    package var page: PageRequest

    package init(on document: CommentedDocument, page: PageRequest = PageRequest()) {
        self.document = document
        self.page = page
    }

    package func answer(in view: View) throws -> Page<InternalPost> {
        try view.demandVisible(document)
        return try view.store.internalPosts(of: document, page)
    }
}

/// Both threads of a document for its page, oldest first: the newest hundred of each.
package struct ShowComments: Query {
    package static let access = Access.signedIn("comments.read")

    package struct Answer: Sendable {
        package var shared: Page<SharedPost>
        package var internalOnes: Page<InternalPost>
        /// Why nothing can be written for the supplier; `nil` when it can.
        package var unsharedBecause: String?
    }

    package var document: CommentedDocument
    package init(on document: CommentedDocument) { self.document = document }

    package func answer(in view: View) throws -> Answer {
        try view.demandVisible(document)
        var answer = Answer(
            shared: try view.store.sharedPosts(of: document, PageRequest(limit: 100)),
            internalOnes: try view.store.internalPosts(of: document, PageRequest(limit: 100)))
        answer.shared.items.reverse()
        answer.internalOnes.items.reverse()
        answer.unsharedBecause = try view.reasonNotToShare(document)
        return answer
    }
}
