/** What of Lumino's signals is needed here. */
export class Event<Sender> {
  private readonly slots = new Set<(sender: Sender) => void>();

  connect(slot: (sender: Sender) => void): boolean {
    this.slots.add(slot);
    return true;
  }

  disconnect(slot: (sender: Sender) => void): boolean {
    return this.slots.delete(slot);
  }

  emit(sender: Sender): void {
    for (const slot of this.slots) slot(sender);
  }
}
